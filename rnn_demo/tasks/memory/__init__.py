"""Small networks on tasks that need memory: trials, results, who solved what."""
