# A redefinição, página por página.

doors-title = Do que você precisa?
doors-lead = Recupere o acesso à sua conta ou prepare-se para o dia em que precisar.
doors-reset = Esqueci minha senha
doors-reset-note = Confirme que é você e escolha uma nova. Leva cerca de três minutos.
doors-register = Ainda consigo entrar
doors-register-note = Configure agora um telefone e um endereço de e-mail, para poder recuperar o acesso depois.

who-title = Recupere o acesso à sua conta
who-lead = Primeiro, verificamos que é você. Depois, você escolhe uma nova senha. Leva cerca de três minutos.
who-user-id = ID de usuário
who-user-id-hint = Muitas vezes, é seu e-mail do trabalho, como alice@contoso.example
who-unsure = <b>Não sabe qual é seu ID de usuário?</b> É o nome que você digita para entrar no computador do trabalho.

choose-title = O que você pode usar agora?
choose-title-second = Use mais uma forma
choose-lead-second = A primeira verificação está feita. Esta conta pede uma segunda, diferente.
choose-which-number = Qual número?
choose-which-address = Qual endereço?
choose-two-numbers = { $count ->
    [2] Dois números
   *[other] { $count } números
}
choose-two-addresses = { $count ->
    [2] Dois endereços
   *[other] { $count } endereços
}
choose-none = Nada disso serve para você? <a>Fale com o administrador</a>
choose-questions = { $count ->
    [one] { $count } pergunta
   *[other] { $count } perguntas
}
choose-cancel = Cancelar esta redefinição
choose-nothing-title = Não resta nenhuma forma para usar
choose-nothing = Fale com o administrador, que pode ajudar você a recuperar o acesso.

way-email = Receber código no meu e-mail alternativo
way-sms = Receber SMS no meu celular
way-voice-mobile = Receber ligação no meu celular
way-voice-office = Receber ligação no meu telefone do trabalho
way-questions = Responder às minhas perguntas de segurança
way-app = Usar meu app autenticador
way-passkey = Usar minha chave de acesso
way-recovery-code = Usar um código de recuperação

mask-number = número com final { $digits }
mask-address = endereço { $address }

number-title = Digite seu número completo
number-lead-sms = Vamos enviar um código por SMS para <m></m>. Digite esse número completo, para que só você possa pedir o código.
number-lead-call = Vamos ligar para <m></m>. Digite esse número completo, para que só você possa pedir a ligação.
number-label = Número de telefone
number-hint = Com ou sem o código do país, como preferir
number-hint-office = Com ou sem o código do país, e sem o ramal
number-next-sms = receber SMS
number-next-call = receber ligação
another-way = Escolher outra forma

code-title-sms = Digite o código que enviamos por SMS
code-title-email = Digite o código que enviamos por e-mail
code-title-voice = Atenda nossa ligação e digite o código
code-sent-to = Enviamos { $digits } algarismos para <m></m>.
code-reference = Use a mensagem que mostra <b>{ $reference }</b>. Códigos anteriores não funcionam mais.
code-label = Código
code-again = Enviar novo código
code-email-instead = Receber por e-mail
code-patience = Pode levar alguns minutos. Use o código da mensagem, não o número de onde ela veio.
code-patience-email = Pode levar alguns minutos. Procure também na pasta de spam.
code-nothing-arrives = Nada chega se esta conta não estiver habilitada ou cadastrada, ou se o número for diferente. <a>Fale com o administrador</a>.
code-nothing-arrives-email = Nada chega se esta conta não estiver habilitada ou cadastrada. <a>Fale com o administrador</a>.
code-new-in = · novo código em <b>{ $clock }</b>
code-again-open = Você já pode pedir um novo código
code-no-tries-left = Não restam tentativas para este código. Peça um novo.

delivery-queued = A caminho
delivery-sent = Enviado
delivery-delivered = Chegou
delivery-delayed = Está demorando mais que o normal
delivery-failed = Não foi possível entregar. Escolha outra forma.

password-title = Escolha uma nova senha
password-lead = Três ou quatro palavras sem relação entre si são fáceis de lembrar e difíceis de adivinhar.
password-new = Nova senha
password-repeat = Digite de novo
password-differs = Não é a mesma senha. Digite mais uma vez.
password-show = Mostrar
password-hide = Ocultar
password-needs = O que ela precisa ter
password-changing = <b>Ainda não temos certeza de que ela chegou.</b> Digite de novo a mesma senha nova e escolha “Concluir”. Nada foi perdido.
password-rules-met = Regras cumpridas: { "{met}" } de { "{all}" }
rule-min-length = Pelo menos { $limit } caracteres
rule-max-length = No máximo { $limit } caracteres
rule-classes = { $limit } destes tipos: letras minúsculas, letras maiúsculas, números, símbolos
rule-not-user-id = Nenhuma parte do seu nome ou ID de usuário
rule-not-banned = Nenhuma palavra fácil de adivinhar
rule-not-breached = Não conhecida por um vazamento de dados
rule-same = Digitada igual duas vezes
rule-so-far = { "{n}" } até agora
rule-later = Verificada quando você escolher “Concluir”
verdict-met = Cumprida
verdict-broken = Não cumprida
verdict-open = Ainda não cumprida

done-title = Sua senha foi alterada
done-lead = De agora em diante, use-a para entrar em { $house }. Avisamos seus contatos, caso não tenha sido você.
done-keep-title = Atualize onde ela está salva
done-keep = O e-mail no celular, o Wi-Fi e as pastas de rede talvez ainda usem a antiga e podem bloquear sua conta.
done-trouble = Dificuldade para entrar? Veja os <a>problemas comuns</a>.
done-not-you = Não foi você? <a>Fale com o administrador</a> agora mesmo.
done-codes-left = { $count ->
    [0] Você usou seu último código de recuperação
    [one] Você usou um código de recuperação: resta { $count }
   *[other] Você usou um código de recuperação: restam { $count }
}
done-codes = Entre na conta e crie novos antes que precise deles.

unlock-lead = Você lembrou sua senha, mas tentativas erradas demais bloquearam sua conta?
unlock = Manter minha senha e desbloquear minha conta

closed-cancelled-title = Você cancelou esta redefinição
closed-cancelled = Nada mudou. Sua senha antiga continua funcionando.
closed-expired-title = O tempo desta redefinição acabou
closed-expired = Nada mudou. Sua senha antiga continua funcionando. Você pode começar de novo.
closed-too-many-attempts-title = Tentativas demais
closed-too-many-attempts = Para proteger sua conta, interrompemos esta redefinição. Nada mudou.
closed-guesses-open = Você pode tentar de novo a partir de { $time }.
closed-superseded-title = Esta redefinição não está mais aberta
closed-superseded = A senha ou os contatos desta conta mudaram nesse meio-tempo. Entre com a senha mais recente ou comece de novo.
closed-not-enabled-title = Não é possível redefinir esta senha aqui
closed-not-enabled = Sua conta não está habilitada para a redefinição de senha. O administrador pode ajudar.
closed-not-registered-title = Você ainda não se cadastrou
closed-not-registered = Não há nada configurado para esta conta que possamos usar, por isso não conseguimos verificar que é você. O administrador pode ajudar.
closed-frozen-title = As redefinições desta conta estão suspensas
closed-frozen = Alguém informou que não fez uma alteração. O administrador pode liberar as redefinições de novo.
closed-not-me-title = A ligação foi recusada
closed-not-me = Quem atendeu pressionou 9: “não fui eu”. Sua senha não foi alterada. Se foi você, comece de novo.
closed-unlocked-title = Sua conta está desbloqueada
closed-unlocked = Sua senha continua a mesma. Entre com ela.

lost-title = Esta página não está mais aberta
lost = Sua redefinição terminou, ou este navegador não se lembra dela. Nada mudou. Comece de novo.
