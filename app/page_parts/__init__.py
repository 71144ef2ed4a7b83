"""What the pages of the app are put together from."""
