/** Stands in for @vscode/native-watchdog, a native module: our launcher stops the whole process group itself. */
exports.start = () => undefined;
