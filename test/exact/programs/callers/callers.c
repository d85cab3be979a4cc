#include <pthread.h>

#include "_cgo_export.h"

static void *calls(void *n) {
	for (long i = (long)n; i > 0; i--) called(i);
	return 0;
}

/* New threads each time: they come from outside of Go and leave for good. */
void threads(int count, long n) {
	pthread_t each[16];
	for (int i = 0; i < count; i++) pthread_create(&each[i], 0, calls, (void *)n);
	for (int i = 0; i < count; i++) pthread_join(each[i], 0);
}
