"""The only home of pandas: series and what is measured over them."""
