"""The site for a WSGI server: `granian --interface wsgi newsloom.site.wsgi:application`."""

from __future__ import annotations

from django.core.wsgi import get_wsgi_application

from newsloom.site.setup import bring_up_to_date, configure
from newsloom.site.static_files import collect

configure()
bring_up_to_date()
collect()
application = get_wsgi_application()
