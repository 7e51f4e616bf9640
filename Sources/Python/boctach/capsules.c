// Capsules around the structs of the Arrow C data interface. In C, since a capsule may be destroyed while an exception is on its
// way, where no Python code can run. `make wheel` compiles it beside the library; it needs no headers of Python, whose few
// functions it uses are declared here and are of the stable interface since 3.2, so one file serves every version.
#include <boctach.h>
#include <stdlib.h>
#include <string.h>

typedef struct _object PyObject;
extern PyObject *PyCapsule_New(void *pointer, const char *name, void (*destructor)(PyObject *));
extern void *PyCapsule_GetPointer(PyObject *capsule, const char *name);
extern PyObject *PyErr_NoMemory(void);

// A capsule's struct is moved into memory of the capsule's own. Who takes it out sets `release` to null.
#define CAPSULE(type, function, name)                                                 \
  static void destroy_##function(PyObject *capsule) {                                 \
    struct type *content = PyCapsule_GetPointer(capsule, name);                       \
    if (content == NULL) return;                                                      \
    if (content->release != NULL) content->release(content);                          \
    free(content);                                                                    \
  }                                                                                   \
  PyObject *boctach_capsule_##function(struct type *content) {                        \
    struct type *moved = malloc(sizeof *moved);                                       \
    if (moved == NULL) return PyErr_NoMemory();                                       \
    *moved = *content;                                                                \
    PyObject *capsule = PyCapsule_New(moved, name, destroy_##function);               \
    if (capsule == NULL) free(moved); else content->release = NULL;                   \
    return capsule;                                                                   \
  }

CAPSULE(ArrowSchema, schema, "arrow_schema")
CAPSULE(ArrowArray, array, "arrow_array")
CAPSULE(ArrowArrayStream, stream, "arrow_array_stream")
