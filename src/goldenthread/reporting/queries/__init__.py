"""What is happening overall: homes, updates, figures, packs. They read every room and write none."""
