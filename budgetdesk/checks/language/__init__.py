"""What the rules understand of official Chinese: money, dates, documents, likeness."""
