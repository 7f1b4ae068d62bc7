"""How long to wait before something that failed is tried again."""


def growing(tries: int, first: float, most: float) -> float:
    """Return the seconds to wait after `tries` failures in a row.

    That is `first` doubled for each failure, at most `most`.
    """
    return min(first * 2.0 ** min(tries, 30), most)
