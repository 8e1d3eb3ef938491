"""The officers' workbench: queues, cases beside their documents, acts alone and in batches, lists to take away."""
