# Uma frase para cada código de problema, como a pessoa a lê; os nomes são `problem-` e o código.

problem-malformed-body = Isso não chegou como deveria. Tente de novo.
problem-invalid-field = Um dos campos contém algo que não é aceito.
problem-user-id-invalid = Digite seu ID de usuário como faz ao entrar, por exemplo nome@empresa.com.br
problem-captcha-invalid = A verificação automática precisa ser feita de novo. Leva um instante; depois escolha o botão mais uma vez.
problem-phone-number-invalid = Este número de telefone não está completo. Digite todos os algarismos.
problem-phone-number-ends-differently = Este número não termina com os algarismos mostrados abaixo. Digite o número completo que termina assim.
problem-phone-number-differs = Este não é o número cadastrado
problem-phone-number-required = Primeiro, digite o número de telefone completo
problem-phone-number-refused = Não é possível enviar códigos para este tipo de número. Use um celular.
problem-country-not-allowed = Não enviamos códigos para números deste país
problem-email-invalid = Digite um endereço de e-mail completo, por exemplo nome@mail.example
problem-email-own = Use um endereço que você consiga abrir sem esta senha
problem-channel-not-available = Esta forma não pode ser usada para este contato
problem-option-unknown = Escolha uma das formas da lista
problem-code-malformed = O código só tem algarismos. Digite os algarismos da mensagem.
problem-answer-not-asked = A pergunta agora é outra. Carregue a página de novo.
problem-answer-too-short = A resposta deve ter de 3 a 40 caracteres
problem-answers-alike = Cada pergunta precisa de uma resposta própria
problem-question-unknown = Essa pergunta não está disponível. Escolha uma da lista.
problem-question-count = Responda a todas as perguntas, e a cada uma só uma vez
problem-wrong-code = { $left ->
    [0] O código não está correto. Peça um novo.
    [one] O código não está correto. Você ainda tem { $left } tentativa.
   *[other] O código não está correto. Você ainda tem { $left } tentativas.
}
problem-wrong-code-plain = O código não está correto
problem-proof-wrong-code = { $left ->
    [0] O código não está correto. Escolha outra forma.
    [one] O código não está correto. Você ainda tem { $left } tentativa.
   *[other] O código não está correto. Você ainda tem { $left } tentativas.
}
problem-proof-wrong-code-plain = Isso não está correto
problem-proof-challenge-over = Esta forma não pode mais ser usada aqui. Escolha-a de novo ou escolha outra.
problem-app-code-malformed = O código tem seis algarismos
problem-recovery-code-code-malformed = O código de recuperação tem 16 letras e algarismos
problem-questions-wrong-code = { $left ->
    [0] Isso não está correto. Escolha outra forma.
    [one] Isso não está correto. Você ainda tem { $left } tentativa. Agora fazemos outras perguntas.
   *[other] Isso não está correto. Você ainda tem { $left } tentativas. Agora fazemos outras perguntas.
}
problem-same-questions-wrong-code = { $left ->
    [0] Isso não está correto. Escolha outra forma.
    [one] Isso não está correto. Você ainda tem { $left } tentativa.
   *[other] Isso não está correto. Você ainda tem { $left } tentativas.
}
problem-passkey-wrong-code = Essa chave de acesso não é desta conta. Use outra chave de acesso ou escolha outra forma.
problem-passkey-wrong-code-plain = Essa chave de acesso não é desta conta. Use outra chave de acesso ou escolha outra forma.
problem-passkey-invalid-field = Nenhuma chave de acesso foi usada. Tente de novo ou escolha outra forma.
problem-passkey-malformed-body = Nenhuma chave de acesso foi usada. Tente de novo ou escolha outra forma.
problem-call-cooldown-running = Acabamos de ligar. Você pode pedir outra ligação em { $wait }.
problem-call-cooldown-running-plain = Acabamos de ligar. Espere um pouco antes de pedir outra ligação.
problem-call-challenge-over = Esta ligação terminou. Tente de novo ou escolha outra forma.
problem-set-up-wrong-code = { $left ->
    [0] O código não está correto. Comece de novo.
    [one] O código não está correto. Você ainda tem { $left } tentativa.
   *[other] O código não está correto. Você ainda tem { $left } tentativas.
}
problem-set-up-wrong-code-plain = O código não está correto
problem-set-up-code-malformed = O código tem seis algarismos
problem-set-up-challenge-over = Demorou demais. Comece de novo.
problem-set-up-not-found = Demorou demais. Comece de novo.
problem-new-passkey-wrong-code = A chave de acesso não foi aceita. Comece de novo.
problem-new-passkey-wrong-code-plain = A chave de acesso não foi aceita. Comece de novo.
problem-new-passkey-challenge-over = Demorou demais. Comece de novo.
problem-new-passkey-not-found = Demorou demais. Comece de novo.
problem-password-rejected = A senha não cumpre todas as regras
problem-sign-in-failed = ID de usuário ou senha incorretos
problem-token-invalid = Esta página não está mais aberta. Comece de novo.
problem-forbidden = Isso não é permitido
problem-fresh-sign-in-required = Entre de novo antes de alterar isso
problem-csrf-failed = Este formulário veio de outro lugar ou é antigo demais. Carregue a página de novo.
problem-not-found = Não há nada aqui
problem-method-not-allowed = Este endereço não responde a isso
problem-challenge-over = Este código não pode mais ser usado. Peça um novo.
problem-reset-over = Esta redefinição terminou. Comece de novo.
problem-not-verified = Primeiro, confirme que é você
problem-different-password = Já há uma alteração em andamento com outra senha. Digite a mesma senha de antes.
problem-already-registered = Isso já está configurado
problem-not-locked = Esta conta não está bloqueada. Entre ou escolha uma nova senha.
problem-too-many-methods = Você já tem o máximo permitido deste tipo. Remova um primeiro.
problem-body-too-large = Isso é longo demais
problem-unsupported-media-type = Isso não chegou como deveria. Tente de novo.
problem-wrong-host = Este servidor não responde por esse endereço
problem-too-many-requests = Tentativas demais. Tente de novo em { $wait }.
problem-too-many-requests-plain = Tentativas demais. Espere um pouco e tente de novo.
problem-cooldown-running = Uma mensagem acaba de ser enviada. Você pode pedir outra em { $wait }.
problem-cooldown-running-plain = Uma mensagem acaba de ser enviada. Espere um pouco antes de pedir outra.
problem-calls-stopped = As ligações estão suspensas por um dia, porque duas delas foram recusadas. Escolha outra forma.
problem-internal-error = Algo deu errado do nosso lado. Sua senha antiga continua funcionando.
problem-directory-unavailable = O diretório de { $house } não responde. Sua senha antiga continua funcionando. Tente de novo em um minuto.
problem-unavailable = Este serviço não consegue responder agora. Nada foi perdido. Tente de novo em um minuto.

wait-seconds = { $count ->
    [one] { $count } segundo
   *[other] { $count } segundos
}
wait-minutes = { $count ->
    [one] { $count } minuto
   *[other] { $count } minutos
}
wait-hours = { $count ->
    [one] { $count } hora
   *[other] { $count } horas
}

field-empty-user-id = Digite seu ID de usuário
field-empty-password = Digite sua senha
field-empty-code = Digite o código da mensagem
field-empty-phone-number = Digite o número de telefone
field-empty-email = Digite o endereço de e-mail
field-empty-reach-me = Diga como podemos falar com você
field-empty-message = Diga qual é o problema
field-empty-option = Escolha uma das formas

error-not-found-title = Não há nada aqui
error-not-found = Talvez o endereço esteja errado, ou a página não exista mais.
error-forbidden-title = Isso não é permitido
error-forbidden = Você não pode abrir esta página.
error-csrf-title = Este formulário é antigo demais
error-csrf = Ele veio de outra janela, ou os cookies estão desativados. Nada foi alterado. Volte, carregue a página de novo e tente mais uma vez.
error-too-many-title = Tentativas demais
error-too-many = Para proteger as contas, fazemos uma pausa. Tente de novo em { $wait }. Nada mudou.
error-too-many-plain = Para proteger as contas, fazemos uma pausa. Tente de novo mais tarde. Nada mudou.
error-unavailable-title = Não conseguimos responder agora
error-unavailable = Sua senha antiga continua funcionando, e nada foi perdido. Tente de novo em um minuto.
error-internal-title = Algo deu errado do nosso lado
error-internal = Sua senha antiga continua funcionando. Tente de novo em um minuto; se o problema continuar, avise o administrador.
error-request-title = Isso não funcionou
error-wrong-host-title = Endereço errado
error-wrong-host = Este servidor não responde por esse endereço. Use o link que sua organização lhe deu.
error-try-again = Tentar de novo
error-request-id = Número para o administrador: { $id }
