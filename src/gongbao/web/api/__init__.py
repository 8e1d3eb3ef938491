"""The programming interface at ``/api/``: what the command line answers, and one's own cases."""
