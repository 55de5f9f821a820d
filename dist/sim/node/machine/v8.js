/** `node:v8`: a heap that never changes. What looks into the real one, or sets it, is an escape. */
import v8 from 'node:v8';
import { answerCalls, forbid } from './ask.js';
import { HEAP } from './facts.js';
const { totalBytes, usedBytes, limitBytes } = HEAP;
export function installV8() {
    answerCalls(v8, {
        cachedDataVersionTag: () => 0x67726f75,
        getHeapStatistics: () => ({
            total_heap_size: totalBytes,
            total_heap_size_executable: 2 ** 20,
            total_physical_size: totalBytes,
            total_available_size: limitBytes - usedBytes,
            used_heap_size: usedBytes,
            heap_size_limit: limitBytes,
            malloced_memory: 2 ** 20,
            peak_malloced_memory: 2 ** 21,
            does_zap_garbage: 0,
            number_of_native_contexts: 1,
            number_of_detached_contexts: 0,
            total_global_handles_size: 16_384,
            used_global_handles_size: 8192,
            external_memory: 4 * 2 ** 20,
        }),
        getHeapSpaceStatistics: () => ['read_only_space', 'new_space', 'old_space', 'code_space', 'large_object_space'].map((space_name) => ({
            space_name,
            space_size: totalBytes / 8,
            space_used_size: usedBytes / 8,
            space_available_size: (totalBytes - usedBytes) / 8,
            physical_space_size: totalBytes / 8,
        })),
        getHeapCodeStatistics: () => ({
            code_and_metadata_size: 2 ** 18,
            bytecode_and_metadata_size: 2 ** 17,
            external_script_source_size: 2 ** 20,
            cpu_profiler_metadata_size: 0,
        }),
    });
    forbid(v8, 'v8', [
        'getCppHeapStatistics',
        'getHeapSnapshot',
        'queryObjects',
        'setFlagsFromString',
        'setHeapProfileNearHeapLimit',
        'setHeapSnapshotNearHeapLimit',
        'startCpuProfile',
        'startHeapProfile',
        'stopCoverage',
        'takeCoverage',
        'writeHeapSnapshot',
    ]);
    forbid(v8.GCProfiler.prototype, 'v8.GCProfiler', ['start', 'stop']);
}
