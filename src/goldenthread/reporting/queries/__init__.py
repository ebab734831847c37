"""What is happening overall: homes, updates, pictures, packs. They read every room and write none."""
