"""References against the links that official files carry: how many are found, how far the two agree."""
