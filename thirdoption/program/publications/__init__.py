"""Released figures and the ledger of counts; holds no person."""
