# E-mails. Sem marcação: o que entra no lugar de { $variable } recebe escape ao ir para o HTML.

mail-contact = Fale com o administrador
mail-contact-named = Fale com o administrador: { $name }
mail-no-answer = Por favor, não responda a esta mensagem.
mail-never-ask = Nunca pedimos sua senha nem um código.

code-subject = Seu código de { $house }, { $reference }
code-preview = Digite-o na página que mostra { $reference }.
code-title = Seu código
code-lead = Digite-o na página em que você o pediu. A página mostra as mesmas três letras.
code-copy = Código:
code-letters = Letras:
code-lifetime = { $minutes ->
    [one] Ele funciona uma só vez, por { $minutes } minuto.
   *[other] Ele funciona uma só vez, por { $minutes } minutos.
} Nunca leia o código para ninguém, nem mesmo para nós.
code-for = Para
code-for-reset = Redefinir a senha da sua conta { $house }
code-for-registration = Usar este endereço para recuperar o acesso à sua conta { $house }
code-not-you = Não foi você que pediu?
code-not-you-reset = Sua senha não mudou. Ignore esta mensagem. Se ela chegar de novo, fale com o administrador.
code-not-you-registration = Alguém pode ter digitado um endereço errado. Ignore esta mensagem: sem o código, nada acontece.
code-foot-reset = Esta mensagem foi enviada a um endereço configurado para a sua conta { $house }.
code-foot-registration = Esta mensagem foi enviada ao endereço digitado na página de { $house }.

changed-subject = Sua senha de { $house } foi alterada
changed-title = Sua senha foi alterada
changed-lead = Se foi você, não precisa fazer nada.
changed-alert = Talvez outra pessoa consiga entrar no seu lugar. Fale com o administrador agora mesmo.
changed-foot = Enviada a todos os contatos configurados para a sua conta { $house }, para que ninguém possa alterar sua senha em segredo.

code-used-subject = Um código de recuperação da sua conta { $house } foi usado
code-used-title = Um código de recuperação foi usado
code-used-lead = Ele não funciona mais. Se foi você, não precisa fazer nada; crie novos códigos antes de usar o último.
code-used-last-lead = Ele não funciona mais, e era o último: entre na conta e crie novos códigos. Se foi você, não precisa fazer mais nada.
code-used-alert = Outra pessoa tem um dos seus códigos. Entre na conta, crie novos códigos e fale com o administrador agora mesmo.
code-used-foot = Enviada a todos os contatos configurados para a sua conta { $house }, para que ninguém possa usar seus códigos em segredo.

unlocked-subject = Sua conta { $house } foi desbloqueada
unlocked-title = Sua conta foi desbloqueada
unlocked-lead = Sua senha continua a mesma. Se foi você, não precisa fazer nada.
unlocked-alert = Talvez outra pessoa esteja tentando entrar na sua conta. Fale com o administrador agora mesmo.
unlocked-foot = Enviada a todos os contatos configurados para a sua conta { $house }, para que ninguém possa desbloqueá-la em segredo.

administrator-subject = { $house }: a senha de um administrador foi redefinida
administrator-title = A senha de um administrador foi redefinida
administrator-lead = Todos os outros administradores são avisados. Se você já sabe disso, não precisa fazer nada.
administrator-alert = Pergunte a esse administrador, por outro meio que não o e-mail, se foi ele mesmo.
administrator-foot = Você recebe esta mensagem porque é administrador de { $house }.

added-subject = Uma forma de recuperar o acesso à sua conta { $house } foi adicionada
added-title = Uma forma de recuperar o acesso foi adicionada
added-lead = Ela ajuda você a redefinir a senha quando a esquecer. Se foi você, não precisa fazer nada.
added-alert = Outra pessoa poderia usá-la para redefinir sua senha. Fale com o administrador agora mesmo.

removed-subject = Uma forma de recuperar o acesso à sua conta { $house } foi removida
removed-title = Uma forma de recuperar o acesso foi removida
removed-lead = Ela não pode mais ser usada para redefinir sua senha. Se foi você, não precisa fazer nada.
removed-alert = Talvez alguém esteja tentando deixar você sem acesso. Fale com o administrador agora mesmo.

method-foot = Enviada aos contatos configurados para a sua conta { $house }, para que ninguém possa alterá-los em segredo.

fact-line = { $name }: { $value }
fact-when = Quando
fact-device = Dispositivo
fact-network = Rede
fact-way = Forma
fact-contact = Contato
fact-codes-left = Códigos restantes
alert-title = Se não foi você, aja agora

digest-subject = { $count ->
    [one] { $house }: { $count } pedido de ajuda com uma senha
   *[other] { $house }: { $count } pedidos de ajuda com uma senha
}
digest-title = { $count ->
    [one] { $count } pedido de ajuda
   *[other] { $count } pedidos de ajuda
}
digest-lead = Escritos na página “Fale com o administrador”. Qualquer pessoa pode escrever ali com qualquer nome: antes de ajudar, verifique se é mesmo ela.
digest-user = ID de usuário
digest-reach = Como falar com a pessoa
digest-message = Mensagem
digest-shortened = (resumida)
digest-omitted = { $count ->
    [one] Mais { $count } pedido fica para o próximo e-mail.
   *[other] Mais { $count } pedidos ficam para o próximo e-mail.
}
digest-foot = Você recebe esta mensagem porque ajuda pessoas de { $house } a recuperar o acesso às suas contas.

slot-authentication-phone = Celular
slot-mobile-phone = Celular do diretório
slot-office-phone = Telefone do trabalho
slot-authentication-email = E-mail alternativo
slot-alternate-email = E-mail alternativo do diretório
means-questions = Perguntas de segurança
means-authenticator-app = App autenticador
means-passkey = Chave de acesso
means-recovery-codes = Códigos de recuperação

moment = { $day } de { $month } de { $year }, { $clock } UTC
month-1 = janeiro
month-2 = fevereiro
month-3 = março
month-4 = abril
month-5 = maio
month-6 = junho
month-7 = julho
month-8 = agosto
month-9 = setembro
month-10 = outubro
month-11 = novembro
month-12 = dezembro
