# Configurar o que não precisa de contato: app autenticador, chave de acesso, códigos de recuperação, perguntas; e confirmar o que já existe.

set-up-name = Nome (opcional)
set-up-name-hint = Para você reconhecer depois: “Celular do trabalho”
set-up-name-long = O nome pode ter no máximo 40 caracteres
set-up-start-anew = Começar de novo

new-app-title = Adicione um app autenticador
new-app-lead = Primeiro, instale um app autenticador no seu celular. Ele mostra códigos para você recuperar o acesso, mesmo sem sinal.
show-app-title = Escaneie isto com seu app
show-app-lead = No app, escolha adicionar uma conta e escaneie. Neste dispositivo: <a>abra o app</a>.
show-app-qr = QR code para seu app autenticador
show-app-secret = Ou digite <b>{ $secret }</b>
show-app-code = Código que o app mostra
show-app-once = Isto só aparece uma vez. Se carregar a página de novo, você terá que começar de novo.
app-code-title = Digite o código do seu novo app
app-code-lead = A conta já está no app. Digite o código que ele mostra agora.
app-code-empty = Digite os seis algarismos que o app mostra

new-passkey-title = Adicione uma chave de acesso
new-passkey-lead = Com uma chave de acesso, você recupera o acesso usando seu rosto, sua digital ou o PIN do dispositivo. Não há nada para lembrar, e ninguém pode adivinhá-la.
make-passkey-title = Crie sua chave de acesso
make-passkey-lead = Seu dispositivo pergunta agora e guarda a chave de acesso. Nunca vemos seu rosto nem sua digital.
make-passkey = criar uma chave de acesso
make-passkey-missing = Este navegador não pode criar chaves de acesso. Escolha outra forma ou abra esta página no seu celular.
make-passkey-failed = Nenhuma chave de acesso foi criada. Tente de novo ou escolha outra forma.
make-passkey-known = Este dispositivo já tem uma das suas chaves de acesso.
other-ways = Ver todas as suas formas

new-codes-title = Códigos de recuperação
new-codes-lead = Dez códigos para imprimir e guardar em lugar seguro. Cada um recupera seu acesso uma só vez, quando não há mais nada à mão.
new-codes-once = Nós os mostramos uma só vez
new-codes-once-note = Tenha uma impressora ou uma caneta à mão. Guarde-os longe da sua senha.
new-codes-replaced = Seus códigos antigos perdem a validade
new-codes-replaced-note = { $count ->
    [one] Você ainda tem { $count } código. Ele deixa de funcionar quando você criar novos.
   *[other] Você ainda tem { $count } códigos. Eles deixam de funcionar quando você criar novos.
}
new-codes-make = criar meus códigos
show-codes-title = Seus dez códigos de recuperação
show-codes-lead = Imprima, copie ou anote os códigos agora. Não podemos mostrá-los de novo.
show-codes-from = Eles funcionam a partir de { $time }.
show-codes-print = imprimir
show-codes-copy = copiar
show-codes-copied = copiados
show-codes-kept = Já guardei os códigos

set-questions-title = Escolha suas perguntas
set-questions-lead = Respostas que só você sabe e de que ainda vai se lembrar daqui a um ano.
set-questions-replaced = O que você responder aqui substitui suas respostas antigas.
set-questions-question = Pergunta { $number }
set-questions-answer = Sua resposta
set-questions-choose = Escolha uma pergunta
set-questions-none = Pergunta { $number }: escolha uma da lista
set-questions-twice = Pergunta { $number }: você já escolheu esta
set-questions-empty = Pergunta { $number }: digite sua resposta
set-questions-length = Pergunta { $number }: a resposta deve ter de 3 a 40 caracteres
set-questions-hint = Cada uma tem de 3 a 40 caracteres. Maiúsculas e acentos não fazem diferença.
set-questions-save = Concluir

sign-in-again-title = Entre de novo antes de alterar isso
sign-in-again-lead = Já faz algum tempo que você entrou. Para proteger sua conta, digite sua senha mais uma vez.

confirm-title = Isto ainda está certo?
confirm-lead = Se esquecer sua senha, você confirma que é você com estas formas. É bom conferir de vez em quando.
confirm-yes = sim, está certo
confirm-change = alterar
info-confirm = <b>Tudo isto ainda está certo?</b> É bom conferir de vez em quando.

info-questions-count = { $count ->
    [one] { $count } resposta
   *[other] { $count } respostas
}
info-codes-count = { $count ->
    [one] { $count } código restante
   *[other] { $count } códigos restantes
}
info-works-from = funciona a partir de { $time }
info-until = funciona até { $time }
info-change = Alterar
info-new-codes = Novos códigos
info-another-authenticator-app = Adicionar outro app autenticador
info-another-passkey = Adicionar outra chave de acesso
method-authenticator-app-note = Códigos de um app, mesmo sem sinal
method-passkey-note = Seu rosto, sua digital ou o PIN do dispositivo
method-recovery-code-note = Dez códigos para imprimir e guardar em lugar seguro
method-security-questions-note = Respostas que só você sabe

done-passkey = Da próxima vez, sem senha: <a>entre e adicione uma chave de acesso</a>.
