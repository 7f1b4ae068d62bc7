"""A made-up county to play with, made by the same actions that people use.

`county` is who there is, `works` what they have done, `pictures` what they photographed; `play`
lets it all happen, each thing at its moment of the last two quarters.
"""
