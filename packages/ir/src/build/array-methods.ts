/** Operations over windows and along axes as methods of a symbol; `along.ts`, `sorting.ts`, `dynamic.ts` and others say what each is. */
import type { IndexOptions } from './outside.ts';
import * as along from './along.ts';
import * as convolution from './convolution.ts';
import * as dynamic from './dynamic.ts';
import * as fourier from './fourier.ts';
import type { Value } from './lift.ts';
import * as pooling from './pooling.ts';
import * as reductions from './reductions.ts';
import * as sorting from './sorting.ts';
import { SpecialMethods } from './special-methods.ts';
import type { Sym } from './symbol.ts';
import type { PerAxis, WindowOptions } from './windows.ts';

export abstract class ArrayMethods extends SpecialMethods {
  takeAlong(this: Sym, indices: Value, axis?: number, options?: IndexOptions): Sym {
    return along.takeAlong(this, indices, axis, options);
  }
  sort(this: Sym, axis?: number): Sym {
    return sorting.sort(this, axis);
  }
  argsort(this: Sym, axis?: number): Sym {
    return sorting.argsort(this, axis);
  }
  topK(this: Sym, k: number, axis?: number): { readonly values: Sym; readonly indices: Sym } {
    return sorting.topK(this, k, axis);
  }
  searchSorted(this: Sym, values: Value, options?: sorting.SearchOptions): Sym {
    return sorting.searchSorted(this, values, options);
  }
  cummax(this: Sym, axis: number): Sym {
    return reductions.cummax(this, axis);
  }
  cummin(this: Sym, axis: number): Sym {
    return reductions.cummin(this, axis);
  }
  cumlogsumexp(this: Sym, axis: number): Sym {
    return reductions.cumlogsumexp(this, axis);
  }
  dynamicSlice(this: Sym, starts: Value, sizes: readonly number[]): Sym {
    return dynamic.dynamicSlice(this, starts, sizes);
  }
  dynamicUpdate(this: Sym, update: Value, starts: Value): Sym {
    return dynamic.dynamicUpdate(this, update, starts);
  }
  fft(this: Sym, axis?: number): fourier.Pair {
    return fourier.fft(this, axis);
  }
  rfft(this: Sym, axis?: number): fourier.Pair {
    return fourier.rfft(this, axis);
  }
  conv(this: Sym, kernel: Value, options?: convolution.ConvOptions): Sym {
    return convolution.conv(this, kernel, options);
  }
  convTranspose(this: Sym, kernel: Value, options?: convolution.ConvTransposeOptions): Sym {
    return convolution.convTranspose(this, kernel, options);
  }
  maxPool(this: Sym, window: PerAxis, options?: WindowOptions): Sym {
    return pooling.maxPool(this, window, options);
  }
  avgPool(this: Sym, window: PerAxis, options?: pooling.AvgPoolOptions): Sym {
    return pooling.avgPool(this, window, options);
  }
}
