"""What the portal's heavy work costs, beside the limit of the parts and beside a usual way.

Figures of one run on one machine; what counts are the ratios. Nothing here is a test.
"""
