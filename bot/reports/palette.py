"""The colours of the pictures.

Blue, orange and vermilion are told apart by every kind of colour vision; teal only repeats what
a word beside it says.
"""

GROUND = "#EEF2F6"
PAPER = "#FFFFFF"
INK = "#1D2939"
FADED = "#5B6878"
HAIRLINE = "#D8DFE7"
TROUGH = "#E6ECF2"
NAVY = "#1B3F66"
NAVY_TROUGH = "#3A5F88"
SKY = "#C6D8EA"
BLUE = "#2F74B5"
PALE_BLUE = "#9DC3E6"
ORANGE = "#A85F00"
PALE_ORANGE = "#FFEFCF"
VERMILION = "#B93815"
TEAL = "#157A62"
PALE_TEAL = "#DDF1EA"
