// Whole numbers that go with a surface to its pixels, in one input: each more costs a software driver at every triangle.
#ifdef VERTEX_STAGE
flat out uvec3 drawn;  // row of the material, bits of the lights, which view
#else
flat in uvec3 drawn;
#undef VIEW
#define VIEW int(drawn.z)
#endif
#define material_row drawn.x
#define lights drawn.y
