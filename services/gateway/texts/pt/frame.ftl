# O que aparece em todas as páginas. Marcação só com <b> e <a>; o que entra no lugar de { $variable } recebe escape.

language-name = Português
skip = Ir para o conteúdo
switch-language = Idioma: Português
help = Ajuda
contact-administrator = Fale com o administrador
contact-administrator-named = Fale com o administrador: { $name }
privacy = Privacidade
sign-out = Sair
title-error = Erro: { $title }
title-house = { $title } – { $house }
there-is-a-problem = Há um problema
step = Etapa { $step } de 3
step-account = Sua conta
step-prove = Confirme que é você
step-password = Nova senha
next = Avançar
verify = verificar
finish = Concluir
back = Voltar
start-again = Começar de novo
sign-in = Entrar
set-it-up-now = configurar agora
text-me = receber SMS
call-me = receber ligação

captcha-checking = Verificação automática em andamento. Nenhum desafio a resolver.
captcha-passed = Verificação automática concluída. Nenhum desafio a resolver.
captcha-finishing = Um momento: a verificação automática está terminando.
captcha-longer = Muitas pessoas da sua rede estão redefinindo a senha agora, por isso a verificação automática demora um pouco mais. Depois, a página continua sozinha.
captcha-failed = A verificação automática não funcionou. Tentando de novo.
captcha-needs-script = <b>Esta página precisa de JavaScript.</b> Uma verificação automática mantém os robôs longe. Ative o JavaScript ou <a>fale com o administrador</a>.

page-open-minutes = Tempo restante nesta página: { "{m}" } min { "{s}" } s.
page-open-seconds = Tempo restante nesta página: { "{s}" } s.
page-open-over = O tempo acabou. Escolha “Concluir” para ver o que pode ser feito.
page-open = Tempo restante nesta página: { $minutes ->
    [one] { $minutes } minuto
   *[other] { $minutes } minutos
}.
