"""The screens of the work-training subsidy, behind the contract of `web/rooms`."""
