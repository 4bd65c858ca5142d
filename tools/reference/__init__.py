"""Our pictures beside those of another renderer, under the same camera and light."""
