"""A part of the program that a phone can put on its screen."""

from django.http import HttpResponse, JsonResponse
from django.templatetags.static import static


def on_screen(*, start: str, scope: str) -> HttpResponse:
    """What a phone shows when the app is put on its screen; it opens at `start` and stays within `scope`."""
    icons = [
        {"src": static(f"kit/mark-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (192, 512)
    ]
    return JsonResponse(
        {
            "name": "Third Option",
            "short_name": "Third Option",
            "start_url": start,
            "scope": scope,
            "display": "standalone",
            "background_color": "#ffffff",
            "theme_color": "#05384e",
            "icons": [*icons, {"src": static("kit/mark.svg"), "sizes": "any", "type": "image/svg+xml"}],
        },
        content_type="application/manifest+json",
    )
