import * as vscode from 'vscode';

/** Said where the secret storage may not keep what it is given; see `SecretsWatch.mayForget`. */
export function forgetfulSentence(): string {
	return vscode.env.uiKind === vscode.UIKind.Web
		? vscode.l10n.t('In a browser, the CA’s private key may be lost when the page is closed.')
		: vscode.l10n.t(
				'Secrets were lost in an earlier session on this system, so the CA’s private key may be lost, too.',
			);
}
