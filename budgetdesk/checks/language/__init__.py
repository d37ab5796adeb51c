"""What the rules understand of official Chinese: amounts, quantities, dates, documents, likeness."""
