"""The checks of `xietiao doctor`: each is a function from a patient to a finding."""
