"""The pages of the app; each is a script that Streamlit runs."""
