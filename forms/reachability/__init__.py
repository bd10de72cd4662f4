"""Can every question be met, every condition hold and fail, every option be kept? Proved for one procedure at a time.

Conditions are data over few values, so a proof is a search: the evaluator of the session itself is asked under answers
nobody has given yet, and where it wants one, every value that makes a difference is tried. proofs.py says what is to be
proved, search.py looks for the answers, domains.py knows the values that make a difference.
"""
