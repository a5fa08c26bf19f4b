"""The LLM reader: asks an OpenAI-compatible server for claims and proves every word of the answer."""
