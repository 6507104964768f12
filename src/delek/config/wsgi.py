"""The pages."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "delek.config.settings")
application = get_wsgi_application()
gc.freeze()  # what was loaded once need not be looked at with every request
gc.set_threshold(20_000, 20, 20)
