"""The site for an ASGI server; the WSGI one is faster for pages."""

from __future__ import annotations

from django.core.asgi import get_asgi_application

from newsloom.site.setup import configure

configure()
application = get_asgi_application()
