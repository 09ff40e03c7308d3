// Put behind the compiler's own text (everything of TypeScript's _tsc.js but its command line), whose
// functions it calls by name. `host` is Java: read(path) → text or null, isFile(path), isFolder(path).
globalThis.typescriptHost = (host, types, library, caseSensitive) => {
  "use strict";
  // Of a project's tsconfig.json only what decides which code is right; the rest is fixed by how
  // functions are bundled and run.
  const CUSTOMERS = [
    "strict", "noImplicitAny", "strictNullChecks", "strictFunctionTypes", "strictBindCallApply", "strictPropertyInitialization",
    "noImplicitThis", "useUnknownInCatchVariables", "alwaysStrict", "exactOptionalPropertyTypes", "noFallthroughCasesInSwitch",
    "noImplicitOverride", "noImplicitReturns", "noPropertyAccessFromIndexSignature", "noUncheckedIndexedAccess", "noUnusedLocals",
    "noUnusedParameters", "allowUnreachableCode", "allowUnusedLabels", "paths", "pathsBasePath", "baseUrl", "rootDirs",
    "experimentalDecorators", "isolatedModules", "verbatimModuleSyntax", "erasableSyntaxOnly", "checkJs",
  ];
  // Parsed once for all checks: what the user cannot change.
  const fixedFiles = new Map();
  const isFixed = (name) => name === library || name.startsWith(types + "/");

  const parse = (name, version) => {
    const text = host.read(name);
    return text === null ? undefined : createSourceFile(name, text, version);
  };

  const configHost = {
    useCaseSensitiveFileNames: caseSensitive,
    readDirectory: () => [],
    fileExists: (name) => host.isFile(name),
    readFile: (name) => host.read(name) ?? undefined,
  };

  const config = (file) => {
    const source = parseJsonText(file, host.read(file));
    // Not the config's business: which files there are (18002, 18003); not a fault: a base that is
    // not installed here (5083, 6053).
    const parsed = parseJsonSourceFileConfigFileContent(source, configHost, getDirectoryPath(file), undefined, file);
    const errors = [...source.parseDiagnostics, ...parsed.errors];
    return { options: parsed.options, errors: errors.filter((each) => ![18002, 18003, 5083, 6053].includes(each.code)) };
  };

  const compilerHost = {
    jsDocParsingMode: 2, // as tsc does: only what errors depend on
    getSourceFile(name, version) {
      if (!isFixed(name)) {
        return parse(name, version);
      }
      if (!fixedFiles.has(name)) {
        fixedFiles.set(name, parse(name, { ...version, jsDocParsingMode: 1 }));
      }
      return fixedFiles.get(name);
    },
    getDefaultLibFileName: () => library,
    getDefaultLibLocation: () => getDirectoryPath(library),
    writeFile() {},
    getCanonicalFileName: (name) => (caseSensitive ? name : name.toLowerCase()),
    useCaseSensitiveFileNames: () => caseSensitive,
    getNewLine: () => "\n",
    fileExists: (name) => host.isFile(name),
    readFile: (name) => host.read(name) ?? undefined,
    directoryExists: (name) => host.isFolder(name),
    getDirectories: () => [],
  };

  const plain = (diagnostic) => {
    const { file, start } = diagnostic;
    const place = file && start !== undefined ? getLineAndCharacterOfPosition(file, start) : undefined;
    return {
      number: diagnostic.code,
      message: flattenDiagnosticMessageText(diagnostic.messageText, "\n"),
      file: file ? file.fileName : null,
      line: place ? place.line + 1 : 1,
      column: place ? place.character + 1 : 1,
    };
  };

  // Returns JSON text: an array of what is wrong.
  return (root, files, hasConfig) => {
    const fixed = config(types + "/tsconfig.json").options;
    const own = hasConfig ? config(root + "/tsconfig.json") : { options: {}, errors: [] };
    const options = { ...fixed, noLib: true, lib: undefined };
    if (own.options.strict !== undefined) {
      // Who says how strict means all of it, as the editor does.
      delete options.noImplicitAny;
      delete options.useUnknownInCatchVariables;
    }
    for (const name of CUSTOMERS) {
      if (own.options[name] !== undefined) {
        options[name] = own.options[name];
      }
    }
    options.paths = { ...own.options.paths };
    for (const [name, targets] of Object.entries(fixed.paths)) {
      options.paths[name] = targets.map((target) => combinePaths(types, target));
    }
    const rootNames = [library, types + "/globals.d.ts", types + "/crypto.d.ts", ...files];
    const program = createProgram({ rootNames, options, host: { ...compilerHost, getCurrentDirectory: () => root } });
    const found = [...own.errors, ...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics()];
    for (const file of program.getSourceFiles()) {
      if (!isFixed(file.fileName) && !file.isDeclarationFile && !program.isSourceFileFromExternalLibrary(file)) {
        found.push(...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file));
      }
    }
    return JSON.stringify(sortAndDeduplicateDiagnostics(found).map(plain));
  };
};
