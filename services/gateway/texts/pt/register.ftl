# Cadastro: entrar, o que está configurado, adicionar e remover formas de recuperar o acesso.

register-title = Entre para configurar formas de recuperar o acesso
register-lead = Use a senha que funciona hoje. Depois, você adiciona um telefone ou um endereço de e-mail.
register-user-id = ID de usuário
register-password = Senha
register-forgot = Esqueceu sua senha?
register-no-access = Não consegue acessar sua conta?

info-title = Formas de recuperar o acesso
info-lead = { $required ->
    [1] Se esquecer sua senha, você confirma que é você com uma destas formas.
   *[other] Se esquecer sua senha, você confirma que é você com { $required } formas diferentes desta lista.
}
info-missing-title = Você ainda não pode redefinir sua senha
info-missing = { $needed ->
    [1] Configure uma das formas abaixo enquanto ainda consegue entrar.
   *[other] Configure { $needed } formas diferentes entre as de baixo enquanto ainda consegue entrar.
}
info-more-title = Falta mais uma forma
info-more = { $needed ->
    [1] Configure mais uma das formas abaixo enquanto ainda consegue entrar.
   *[other] Configure mais { $needed } das formas abaixo enquanto ainda consegue entrar.
}
info-backup-title = Adicione uma reserva enquanto é possível
info-backup = Sem o que tem à mão agora, você não conseguiria recuperar o acesso.
info-backup-phones = Todas as suas formas são telefones. Sem um deles à mão, você não conseguiria recuperar o acesso.
info-backup-emails = Todas as suas formas são endereços de e-mail. Se não pudesse abri-los, você não conseguiria recuperar o acesso.
info-ready-title = Está tudo pronto
info-ready = Você pode redefinir sua senha por conta própria sempre que precisar.
info-set-up = Já configuradas
info-not-set-up = Ainda não configuradas
info-verified-on = verificação em <m></m>
info-not-verified = ainda sem verificação
info-from-administrator = fornecido pelo administrador
info-managed = Aos cuidados do administrador
info-remove = Remover
info-best-backup = Melhor reserva

slot-authentication-phone = Celular
slot-mobile-phone = Celular do diretório
slot-office-phone = Telefone do trabalho
slot-authentication-email = E-mail alternativo
slot-alternate-email = E-mail alternativo do diretório
slot-authentication-phone-note = Enviamos um código por SMS
slot-mobile-phone-note = Enviamos um código por SMS
slot-office-phone-note = Só ligações
slot-authentication-email-note = Um endereço particular que você consiga abrir sem esta senha
slot-alternate-email-note = Um endereço particular que você consiga abrir sem esta senha

phone-title = Adicione seu celular
phone-lead = Enviamos um código para verificar que ele é seu. Pode haver cobrança da operadora.
phone-country = País ou região
phone-number = Número de telefone
phone-number-hint = Como você costuma discar
phone-how = Como você quer receber o código?
phone-use = Usamos este número para verificar que é você e para avisar sobre alterações.
phone-lost = Perdi meu telefone antigo
lost-hint = O contato antigo deixa de funcionar na hora. O novo talvez precise esperar: nesse caso, avisamos a partir de quando ele funciona.

email-title = Adicione seu e-mail alternativo
email-lead = Enviamos um código para verificar que ele é seu.
email-label = Endereço de e-mail
email-hint = Use um que você consiga abrir sem esta senha
email-send = receber e-mail
email-use = Usamos este endereço para verificar que é você e para avisar sobre alterações.
email-lost = Não consigo mais abrir meu endereço antigo

verify-wrong-contact-phone = Número errado? <a>Digite de novo</a>
verify-wrong-contact-email = Endereço errado? <a>Digite de novo</a>
verify-failed = Não foi possível entregar. Verifique o que digitou ou escolha outra forma.

thanks-title = Obrigado, funcionou
thanks-ready = Se esquecer sua senha, agora você pode recuperar o acesso por conta própria.
thanks-more = Falta mais uma forma para que você possa redefinir sua senha por conta própria.
thanks-backup-title = Cadastre também uma reserva
thanks-backup = Um telefone se perde, um endereço de e-mail é encerrado. Com duas formas diferentes, sempre resta uma.
thanks-finish = Concluir
thanks-overview = Ver todas as suas formas

not-enabled-title = A redefinição de senha não está habilitada para você
not-enabled = Sua conta não está habilitada para a redefinição de senha, por isso não há nada a configurar. O administrador pode mudar isso.

remove-title = Remover esta forma?
remove-lead = { $slot }, <m></m>
remove-warning-title = Ela não servirá mais para recuperar o acesso
remove-warning = Você pode adicioná-la de novo enquanto conseguir entrar. Avisamos seus outros contatos.
remove-do = Remover
remove-keep = Manter

method-email = E-mail
method-mobile-phone = Celular
method-office-phone = Telefone do trabalho
method-security-questions = Perguntas de segurança
method-authenticator-app = App autenticador
method-passkey = Chave de acesso
method-recovery-code = Códigos de recuperação
