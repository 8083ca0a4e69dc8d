"""The site for a WSGI server: `granian --interface wsgi newsloom.site.wsgi:application`."""

from __future__ import annotations

from django.core.wsgi import get_wsgi_application

from newsloom.site.setup import configure

configure()
application = get_wsgi_application()
