"""A picture of a screen, drawn from nothing, for the mock-ups of the demonstration."""

from io import BytesIO

from PIL import Image, ImageDraw

SIZE = (540, 960)
GREEN, PAPER, SAFFRON, INK = "#0b5d4e", "#fbf9f4", "#e9b949", "#16211f"


def first_screen(number: int) -> bytes:
    """A PNG of a telephone's screen with a heading, cards and a button; another number, another picture."""
    picture = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, SIZE[0], 120), fill=GREEN)
    draw.rounded_rectangle((220, 45, 500, 75), 12, fill=PAPER)
    for card in range(3):
        top = 160 + card * 190
        draw.rounded_rectangle((30, top, 510, top + 160), 16, outline=INK, width=2)
        draw.ellipse((430, top + 30, 480, top + 80), fill=SAFFRON if card == number % 3 else GREEN)
        for line in range(3):
            length = 120 + (number * 37 + card * 61 + line * 83) % 220
            draw.rounded_rectangle((400 - length, top + 40 + line * 32, 400, top + 54 + line * 32), 6, fill=INK)
    draw.rounded_rectangle((120, 800, 420, 880), 24, fill=GREEN)
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
