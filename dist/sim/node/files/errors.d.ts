export declare function fileError(code: string, syscall: string, path?: string, dest?: string): Error;
