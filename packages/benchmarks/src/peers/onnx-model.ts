/** A model of one node in ONNX's protocol buffers (onnx.proto, IR version 8, opset 17). */

interface Port {
  readonly name: string;
  readonly shape: readonly number[];
}

const varint = (value: number): number[] => (value < 128 ? [value] : [(value % 128) + 128, ...varint(value >>> 7)]);
const int = (field: number, value: number): number[] => [field * 8, ...varint(value)];
const bytes = (field: number, content: readonly number[]): number[] => [
  field * 8 + 2,
  ...varint(content.length),
  ...content,
];
const text = (field: number, content: string): number[] => bytes(field, [...Buffer.from(content)]);

/** TensorProto.DataType. */
const TYPES = { f32: 1, f64: 11 } as const;

/** A ValueInfoProto. */
const port = (dtype: keyof typeof TYPES, { name, shape }: Port): number[] => {
  const dims = shape.flatMap((dim) => bytes(1, int(1, dim)));
  return [...text(1, name), ...bytes(2, bytes(1, [...int(1, TYPES[dtype]), ...bytes(2, dims)]))];
};

/** The bytes of a model that applies `op` to its inputs and gives `out`. */
export const onnxModel = (
  op: string,
  dtype: keyof typeof TYPES,
  inputs: readonly Port[],
  shape: readonly number[],
): Uint8Array => {
  const node = [...inputs.flatMap(({ name }) => text(1, name)), ...text(2, 'out'), ...text(4, op)];
  const graph = [
    ...bytes(1, node),
    ...text(2, 'benchmark'),
    ...inputs.flatMap((input) => bytes(11, port(dtype, input))),
    ...bytes(12, port(dtype, { name: 'out', shape })),
  ];
  return Uint8Array.from([...int(1, 8), ...bytes(7, graph), ...bytes(8, int(2, 17))]);
};
