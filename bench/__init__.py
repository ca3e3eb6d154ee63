"""What the portal's heavy work costs, compared with a lower limit and with common alternatives.

Figures are from one run on one machine; what counts are the ratios. Nothing here is a test.
"""
