// Where Adjoint itself calls a method of a symbol: @adjoint/slim takes those away that a program does not name.
import ts from 'typescript';
import { at } from '../lib.mjs';

const METHODS = /-methods\.ts$/;
const OURS = /packages\/(?:ir|autodiff|transform|optimizer|codegen|evaluator|viewer|adjoint)\/src\/(?!.*\.test\.ts$)/;

/** A line for each call, with its place. */
export function methodsCalled() {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} };
  const { fileNames, options } = ts.getParsedCommandLineOfConfigFile(at('scripts/config/tsconfig.test.json'), {}, host);
  const program = ts.createProgram(fileNames, options);
  const checker = program.getTypeChecker();
  const found = [];
  for (const file of program.getSourceFiles()) {
    if (!OURS.test(file.fileName) || METHODS.test(file.fileName)) continue;
    const visit = (node) => {
      const name = ts.isPropertyAccessExpression(node) ? node.name : undefined;
      const declared = (name && checker.getSymbolAtLocation(name)?.declarations) ?? [];
      if (declared.some((each) => METHODS.test(each.getSourceFile().fileName))) {
        const { line } = file.getLineAndCharacterOfPosition(name.getStart());
        found.push(`${file.fileName}:${line + 1}: ${name.text}`);
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return found;
}
