from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "demo"

    def ready(self) -> None:
        from . import checks  # noqa: F401, PLC0415  registers the check, once apps are ready
