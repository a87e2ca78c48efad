"""What templates may see: small, flat records, ready to print. `Markup` is HTML of ours, all else gets escaped."""
