"""A plot of how times grow with the size of a history: both axes logarithmic, so that what grows in line lies at 45°."""

from html import escape
from math import ceil, floor, log10

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 900, 480, 70, 330, 30, 50
COLOURS = ("#1b6ca8", "#c8553d", "#2e7d4f", "#7b5ea7", "#b8860b", "#444444", "#0a9396", "#9b2226", "#6c757d")


def drawn(growth: dict[str, dict[int, float]]) -> str:
    """An SVG with a line for each name: seconds by commitments."""
    sizes = sorted({size for times in growth.values() for size in times})
    seconds = [value for times in growth.values() for value in times.values()]
    low, high = floor(log10(min(seconds))), ceil(log10(max(seconds)))
    first, span = log10(sizes[0]), (log10(sizes[-1]) - log10(sizes[0])) or 1

    def x(size: float) -> float:
        return LEFT + (log10(size) - first) / span * (WIDTH - LEFT - RIGHT)

    def y(value: float) -> float:
        return HEIGHT - BOTTOM - (log10(value) - low) / (high - low) * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'font-family="DejaVu Sans, sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        f'<text x="{LEFT}" y="18">Seconds, by commitments (both logarithmic)</text>',
    ]
    for power in range(low, high + 1):
        at = y(10**power)
        parts.append(
            f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{at:.1f}" y2="{at:.1f}" stroke="#ddd"/>'
            f'<text x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{10**power:g}</text>'
        )
    for size in sizes:
        parts.append(f'<text x="{x(size):.1f}" y="{HEIGHT - 25}" text-anchor="middle">{size:,}</text>')
    ends = sorted(growth, key=lambda name: -growth[name][max(growth[name])])
    for place, name in enumerate(ends):
        colour, times = COLOURS[place % len(COLOURS)], growth[name]
        points = " ".join(f"{x(size):.1f},{y(times[size]):.1f}" for size in sorted(times))
        line = TOP + 20 + place * 22
        parts.append(
            f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>'
            f'<rect x="{WIDTH - RIGHT + 20}" y="{line - 9}" width="12" height="4" fill="{colour}"/>'
            f'<text x="{WIDTH - RIGHT + 40}" y="{line}">{escape(name)}</text>'
        )
    return "\n".join([*parts, "</svg>"])
