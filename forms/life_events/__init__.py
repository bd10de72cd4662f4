"""What brings a resident here: an event of a life, a few questions, and the procedures they lead to.

definition.py says what an event is, loader.py reads ``assets/life_events``, answers.py reads what a person answers,
outcome.py follows the rules, deadline.py counts the days. Everything here is pure.
"""
