"""The model, the statements, who is who, the store and the network of leverage."""
