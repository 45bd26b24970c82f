"""What the web server calls; it starts only on a database that can be trusted."""

import gc
import os
import signal

from thirdoption.command.django import setup

setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402  (Django is set up by role first)

application = get_wsgi_application()
# what is loaded now stays: the collector need not look through it again and again
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
if os.environ.get("THIRDOPTION_CHECKED") == "1":
    # the server ends its web processes itself; a second signal at that moment can make one hang
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
else:
    from django.db import connection

    from thirdoption.command.database import check

    connection.ensure_connection()
    check.check_server(connection.connection)
    connection.close()
