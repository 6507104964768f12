"""The demo's gateway: says that a message would go, without its words or its number."""

import structlog

from delek.core.timeline.actions import Delivery

LOG = structlog.get_logger()


class ConsoleGateway:
    """Takes every message and sends none."""

    def send(self, delivery: Delivery) -> None:
        LOG.info("message not sent: no gateway is set", channel=delivery.channel, id=delivery.pk)
