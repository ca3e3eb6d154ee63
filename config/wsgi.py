import os

from django.core.wsgi import get_wsgi_application

from .calls import in_one_piece

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = in_one_piece(get_wsgi_application())
