#include <stddef.h>
#include <stdint.h>

/*
 * The part of ONNX Runtime's C interface that running a model takes, declared by hand: the library is loaded when a
 * reader asks for it, and its Python package has no header.
 *
 * The source is onnxruntime_c_api.h (MIT). Its table of functions is the same in every version of the library as far as
 * it went when version 2 of it was published, and only grows after that; the sizes that the library itself asserts are
 * asserted below. A function is at the place that its name has in that table; `void *` are functions that are not
 * called here.
 */

typedef struct deid_OrtStatus deid_OrtStatus;
typedef struct deid_OrtEnv deid_OrtEnv;
typedef struct deid_OrtSession deid_OrtSession;
typedef struct deid_OrtSessionOptions deid_OrtSessionOptions;
typedef struct deid_OrtRunOptions deid_OrtRunOptions;
typedef struct deid_OrtValue deid_OrtValue;
typedef struct deid_OrtShape deid_OrtShape;
typedef struct deid_OrtMemoryInfo deid_OrtMemoryInfo;
typedef struct deid_OrtModelMetadata deid_OrtModelMetadata;
typedef struct deid_OrtAllocator deid_OrtAllocator;

/* Values of the header's enumerations. */
enum {
  DEID_ORT_API_VERSION = 2,
  DEID_ORT_LOGGING_FATAL = 4,
  DEID_ORT_ALL_OPTIMIZATIONS = 99,
  DEID_ORT_FLOAT = 1,
  DEID_ORT_ARENA_ALLOCATOR = 1,
  DEID_ORT_MEMORY_DEFAULT = 0
};

typedef struct {
  void *slots_0_1[2];
  const char *(*GetErrorMessage)(const deid_OrtStatus *);
  deid_OrtStatus *(*CreateEnv)(int level, const char *name, deid_OrtEnv **);
  void *slots_4_5[2];
  deid_OrtStatus *(*DisableTelemetryEvents)(const deid_OrtEnv *);
  deid_OrtStatus *(*CreateSession)(
      const deid_OrtEnv *, const char *path, const deid_OrtSessionOptions *, deid_OrtSession **);
  void *slot_8;
  deid_OrtStatus *(*Run)(
      deid_OrtSession *, const deid_OrtRunOptions *, const char *const *inputs, const deid_OrtValue *const *values,
      size_t input_count, const char *const *outputs, size_t output_count, deid_OrtValue **results);
  deid_OrtStatus *(*CreateSessionOptions)(deid_OrtSessionOptions **);
  void *slots_11_16[6];
  deid_OrtStatus *(*DisableMemPattern)(deid_OrtSessionOptions *);
  void *slot_18;
  deid_OrtStatus *(*DisableCpuMemArena)(deid_OrtSessionOptions *);
  void *slots_20_22[3];
  deid_OrtStatus *(*SetSessionGraphOptimizationLevel)(deid_OrtSessionOptions *, int level);
  deid_OrtStatus *(*SetIntraOpNumThreads)(deid_OrtSessionOptions *, int);
  deid_OrtStatus *(*SetInterOpNumThreads)(deid_OrtSessionOptions *, int);
  void *slots_26_35[10];
  deid_OrtStatus *(*SessionGetInputName)(const deid_OrtSession *, size_t index, deid_OrtAllocator *, char **);
  deid_OrtStatus *(*SessionGetOutputName)(const deid_OrtSession *, size_t index, deid_OrtAllocator *, char **);
  void *slots_38_48[11];
  deid_OrtStatus *(*CreateTensorWithDataAsOrtValue)(
      const deid_OrtMemoryInfo *, void *data, size_t length_in_bytes, const int64_t *shape, size_t dimensions, int type,
      deid_OrtValue **);
  void *slot_50;
  deid_OrtStatus *(*GetTensorMutableData)(deid_OrtValue *, void **);
  void *slots_52_59[8];
  deid_OrtStatus *(*GetTensorElementType)(const deid_OrtShape *, int *);
  deid_OrtStatus *(*GetDimensionsCount)(const deid_OrtShape *, size_t *);
  deid_OrtStatus *(*GetDimensions)(const deid_OrtShape *, int64_t *, size_t count);
  void *slots_63_64[2];
  deid_OrtStatus *(*GetTensorTypeAndShape)(const deid_OrtValue *, deid_OrtShape **);
  void *slots_66_68[3];
  deid_OrtStatus *(*CreateCpuMemoryInfo)(int allocator, int memory, deid_OrtMemoryInfo **);
  void *slots_70_75[6];
  deid_OrtStatus *(*AllocatorFree)(deid_OrtAllocator *, void *);
  void *slot_77;
  deid_OrtStatus *(*GetAllocatorWithDefaultOptions)(deid_OrtAllocator **);
  void *slots_79_91[13];
  void (*ReleaseEnv)(deid_OrtEnv *);
  void (*ReleaseStatus)(deid_OrtStatus *);
  void (*ReleaseMemoryInfo)(deid_OrtMemoryInfo *);
  void (*ReleaseSession)(deid_OrtSession *);
  void (*ReleaseValue)(deid_OrtValue *);
  void *slots_97_98[2];
  void (*ReleaseTensorTypeAndShapeInfo)(deid_OrtShape *);
  void (*ReleaseSessionOptions)(deid_OrtSessionOptions *);
  void *ReleaseCustomOpDomain;
  void *slots_102_110[9];
  deid_OrtStatus *(*SessionGetModelMetadata)(const deid_OrtSession *, deid_OrtModelMetadata **);
  void *slots_112_115[4];
  deid_OrtStatus *(*ModelMetadataLookupCustomMetadataMap)(
      const deid_OrtModelMetadata *, deid_OrtAllocator *, const char *key, char **);
  void *slot_117;
  void (*ReleaseModelMetadata)(deid_OrtModelMetadata *);
} deid_OrtApi;

_Static_assert(offsetof(deid_OrtApi, ReleaseCustomOpDomain) == 101 * sizeof(void *), "version 1 of the table");
_Static_assert(offsetof(deid_OrtApi, ReleaseModelMetadata) == 118 * sizeof(void *), "version 2 of the table");

typedef struct {
  const deid_OrtApi *(*GetApi)(uint32_t version);
  const char *(*GetVersionString)(void);
} deid_OrtApiBase;

typedef const deid_OrtApiBase *(*deid_OrtGetApiBase)(void);
